//! Tokens on the disk.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant, SystemTime};

use brogue_runtime::{BoxFuture, Clock, FileTokenStore, TokenStore, TokioClock};

use super::vendor::{Vendor, builder, get, refresh};

#[tokio::test]
async fn tokens_outlast_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let vendor = Vendor::new();
    vendor.lock().unwrap().rotates = true;
    for _ in 0..3 {
        let store = FileTokenStore::new(folder.path().join("deep/tokens"));
        let core = builder(&vendor, refresh())
            .token_store(store)
            .build()
            .unwrap();
        get(&core).await.unwrap();
    }

    assert_eq!(vendor.lock().unwrap().tokens, 1);
}

#[tokio::test]
async fn processes_that_share_a_folder_renew_one_after_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let vendor = Vendor::new();
    vendor.lock().unwrap().rotates = true;
    // Each client stands for a process: they share nothing but the folder.
    let clients: Vec<_> = (0..8)
        .map(|_| {
            let store = FileTokenStore::new(folder.path());
            builder(&vendor, refresh())
                .token_store(store)
                .build()
                .unwrap()
        })
        .collect();
    let begun: Vec<_> = clients
        .into_iter()
        .map(|core| tokio::spawn(async move { get(&core).await }))
        .collect();
    for one in begun {
        one.await.unwrap().unwrap();
    }

    assert_eq!(vendor.lock().unwrap().tokens, 1);
}

#[tokio::test]
async fn a_lock_keeps_others_waiting_until_it_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (
        FileTokenStore::new(folder.path()),
        FileTokenStore::new(folder.path()),
    );
    let held = one.lock("key").await.unwrap();
    let wait = Duration::from_millis(120);

    assert!(tokio::time::timeout(wait, two.lock("key")).await.is_err());
    assert!(tokio::time::timeout(wait, two.lock("other")).await.is_ok());
    drop(held);
    assert!(two.lock("key").await.is_ok());
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_and_open_files_are_refused() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tokens");
    let vendor = Vendor::new();
    let client = || {
        let store = FileTokenStore::new(&path);
        builder(&vendor, refresh())
            .token_store(store)
            .build()
            .unwrap()
    };
    get(&client()).await.unwrap();

    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o700);
    let files: Vec<_> = path
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(files.len(), 2, "{files:?}");
    for file in &files {
        assert_eq!(mode(file), 0o600, "{}", file.display());
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o640)).unwrap();
    }

    let error = get(&client()).await.unwrap_err();
    assert!(
        error.is_credential() && error.to_string().contains("chmod 600"),
        "{error}"
    );
}

#[tokio::test]
async fn a_broken_file_is_an_error_that_quotes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let vendor = Vendor::new();
    let client = || {
        let store = FileTokenStore::new(folder.path());
        builder(&vendor, refresh())
            .token_store(store)
            .build()
            .unwrap()
    };
    get(&client()).await.unwrap();
    for entry in folder.path().read_dir().unwrap() {
        let file = entry.unwrap().path();
        if file
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            std::fs::write(file, r#"{"access_token": access-1"#).unwrap();
        }
    }

    let error = get(&client()).await.unwrap_err();
    assert!(error.to_string().contains("is no JSON"), "{error}");
    assert!(!format!("{error:?}").contains("access-1"));
}

/// A clock whose waits are over at once, and counted.
#[derive(Clone, Debug, Default)]
struct Hasty(Arc<AtomicU32>);

impl Clock for Hasty {
    fn now(&self) -> Instant {
        TokioClock.now()
    }

    fn time_of_day(&self) -> SystemTime {
        TokioClock.time_of_day()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        self.0.fetch_add(1, Ordering::Relaxed);

        Box::pin(std::future::ready(()))
    }
}

#[tokio::test]
async fn a_lock_is_waited_for_by_the_clock_that_is_set() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Hasty::default();
    let held = FileTokenStore::new(folder.path()).lock("k").await.unwrap();
    let store = FileTokenStore::new(folder.path()).clock(clock.clone());
    let error = store.lock("k").await.unwrap_err();

    assert!(error.to_string().contains("for too long"), "{error}");
    assert!(clock.0.load(Ordering::Relaxed) > 1_000);
    drop(held);
}

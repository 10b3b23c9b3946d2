//! Tokens in files: they outlast the process, and several processes on one machine share them.
//!
//! A folder holds one file a key, named by the key's hash, and one lock file beside it. A file is replaced whole and never seen half
//! written. The files are a few hundred bytes, so they are read and written on the spot.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{TokenLock, TokenStore, TokenStoreError, Tokens};
use crate::clock::{BoxFuture, Clock, TokioClock};
use crate::secret::base64_url;

/// How often a lock that another process holds is tried.
const LOCK_PAUSE: Duration = Duration::from_millis(50);

/// So often it is tried: two minutes, longer than any token request takes.
const LOCK_TRIES: u32 = 2_400;

/// Keeps tokens in a folder. On unix only the owner can read them; elsewhere the folder's own rights hold.
#[derive(Clone, Debug)]
pub struct FileTokenStore {
    folder: PathBuf,
    clock: Arc<dyn Clock>,
}

impl FileTokenStore {
    /// A store in this folder, which is made with the first token.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            clock: Arc::new(TokioClock),
        }
    }

    /// Waits for other processes by this clock.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    fn file(&self, key: &str, extension: &str) -> PathBuf {
        let name = base64_url(&Sha256::digest(key.as_bytes()));

        self.folder.join(name).with_extension(extension)
    }

    fn read(&self, key: &str) -> Result<Option<Tokens>, TokenStoreError> {
        let path = self.file(key, "json");
        refuse_open_file(&path)?;
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed("read", &path, error)),
        };
        // The parser's own words could quote a token.
        let value: Value = serde_json::from_str(&text).map_err(|_| {
            TokenStoreError::new(format!("the token file `{}` is no JSON", path.display()))
        })?;

        Ok(Some(from_json(&value)))
    }

    fn write(&self, key: &str, tokens: &Tokens) -> Result<(), TokenStoreError> {
        let path = self.file(key, "json");
        let temporary = self.file(key, &format!("{}.tmp", std::process::id()));
        self.make_folder()?;
        let written = (|| {
            // What is left of a process that broke down here.
            match fs::remove_file(&temporary) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            let mut file =
                owner_only(OpenOptions::new().write(true).create_new(true)).open(&temporary)?;
            file.write_all(to_json(key, tokens).to_string().as_bytes())?;
            file.sync_all()?;
            fs::rename(&temporary, &path)?;
            // The new name lasts only when the folder is written, too; not every system can.
            let _ = File::open(&self.folder).and_then(|folder| folder.sync_all());
            Ok(())
        })();

        written.map_err(|error| {
            let _ = fs::remove_file(&temporary);
            failed("write", &path, error)
        })
    }

    fn try_lock(&self, key: &str) -> Result<Option<File>, TokenStoreError> {
        let path = self.file(key, "lock");
        self.make_folder()?;
        let file = owner_only(OpenOptions::new().write(true).create(true).truncate(false))
            .open(&path)
            .map_err(|error| failed("open", &path, error))?;
        let is_locked = file.try_lock();

        match is_locked {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(failed("lock", &path, error)),
        }
    }

    fn make_folder(&self) -> Result<(), TokenStoreError> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);

        builder
            .create(&self.folder)
            .map_err(|error| failed("make", &self.folder, error))
    }
}

impl TokenStore for FileTokenStore {
    fn load<'store>(
        &'store self,
        key: &'store str,
    ) -> BoxFuture<'store, Result<Option<Tokens>, TokenStoreError>> {
        Box::pin(async move { self.read(key) })
    }

    fn save<'store>(
        &'store self,
        key: &'store str,
        tokens: &'store Tokens,
    ) -> BoxFuture<'store, Result<(), TokenStoreError>> {
        Box::pin(async move { self.write(key, tokens) })
    }

    fn remove<'store>(
        &'store self,
        key: &'store str,
    ) -> BoxFuture<'store, Result<(), TokenStoreError>> {
        Box::pin(async move {
            let path = self.file(key, "json");
            match fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    Err(failed("remove", &path, error))
                }
                _ => Ok(()),
            }
        })
    }

    fn lock<'store>(
        &'store self,
        key: &'store str,
    ) -> BoxFuture<'store, Result<TokenLock, TokenStoreError>> {
        Box::pin(async move {
            for _ in 0..LOCK_TRIES {
                if let Some(file) = self.try_lock(key)? {
                    // The system lets go of the lock with the file, also where the process breaks down.
                    return Ok(TokenLock::new(file));
                }
                self.clock.sleep(LOCK_PAUSE).await;
            }
            Err(TokenStoreError::new(
                "another process has held the lock of the tokens for too long",
            ))
        })
    }
}

fn failed(what: &str, path: &Path, error: std::io::Error) -> TokenStoreError {
    TokenStoreError::new(format!("cannot {what} `{}`", path.display())).because(error)
}

fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Tokens that others can read are no secret any more.
#[cfg(unix)]
fn refuse_open_file(path: &Path) -> Result<(), TokenStoreError> {
    use std::os::unix::fs::PermissionsExt as _;

    let mode = fs::metadata(path).map_or(0, |metadata| metadata.permissions().mode());
    let of_others = mode & 0o077;
    if of_others == 0 {
        return Ok(());
    }
    let shown = path.display();

    Err(TokenStoreError::new(format!(
        "others can read the token file `{shown}`: run `chmod 600`, and have the tokens renewed"
    )))
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "unix has more to say")]
fn refuse_open_file(_path: &Path) -> Result<(), TokenStoreError> {
    Ok(())
}

fn to_json(key: &str, tokens: &Tokens) -> Value {
    let text = |secret: &Option<SecretString>| {
        secret
            .as_ref()
            .map(|secret| secret.expose_secret().to_owned())
    };
    let seconds = tokens
        .expires_at
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
        .map(|time| time.as_secs());

    json!({
        "key": key,
        "access_token": text(&tokens.access_token),
        "refresh_token": text(&tokens.refresh_token),
        "expires_at": seconds,
        "lifetime": tokens.lifetime.map(|lifetime| lifetime.as_secs()),
    })
}

fn from_json(value: &Value) -> Tokens {
    let text = |name: &str| value.get(name)?.as_str().map(SecretString::from);
    let seconds = |name: &str| value.get(name)?.as_u64().map(Duration::from_secs);

    Tokens {
        access_token: text("access_token"),
        refresh_token: text("refresh_token"),
        expires_at: seconds("expires_at")
            .and_then(|time| SystemTime::checked_add(&UNIX_EPOCH, time)),
        lifetime: seconds("lifetime"),
    }
}

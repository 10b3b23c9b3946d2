//! The project's licenses, of which every generated crate carries a copy: whoever gets a crate alone has to have them.

use std::fs;
use std::io;

use brogue_generator::sync::{File, LICENSES};

use crate::failure::Failure;
use crate::project::root;

/// The copies; none of a license that the project does not have.
pub(crate) fn licenses() -> Result<Vec<File>, Failure> {
    let mut copies = Vec::new();
    for name in LICENSES {
        match fs::read_to_string(root().join(name)) {
            Ok(text) => copies.push(File {
                path: name.to_owned(),
                text,
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                return Err(Failure::Impossible(format!(
                    "cannot read `{name}`: {error}"
                )));
            }
        }
    }

    Ok(copies)
}

//! A small program that uses a client: `calls.rs` beside it differs from generator to generator and from document to document.

use std::env;
use std::error::Error;

mod calls;

fn main() -> Result<(), Box<dyn Error>> {
    let base = env::args().nth(1).ok_or("name the URL of a server")?;
    let id = env::args().nth(2).ok_or("name an id")?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    println!("{}", runtime.block_on(calls::run(&base, &id))?);

    Ok(())
}

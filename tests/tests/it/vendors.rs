//! The clients of the other vendors against a server on a socket: what every call sends, to the byte, and what it makes of the answer.

mod geonext;
mod jobbers;
mod nicejob;

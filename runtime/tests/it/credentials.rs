//! Credentials, from outside: an invented vendor that gives out tokens, under a paused clock.

mod consent;
mod device;
mod flows;
mod hooks;
mod lifetimes;
mod owners;
mod rejections;
mod renewals;
mod revocations;
mod sets;
mod stores;
mod vendor;

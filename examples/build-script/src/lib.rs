//! A client that a build script makes of `openapi.yaml`: see `build.rs`. What follows here is the README of the client.
#![doc = include_str!(concat!(env!("OUT_DIR"), "/client/README.md"))]

include!(concat!(env!("OUT_DIR"), "/client/src/lib.rs"));

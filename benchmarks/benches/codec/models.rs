//! The models, each with a table and with serde's derive.

use brogue_runtime::codec::{Member, Members, Model};
use serde::{Deserialize, Serialize};

use crate::record::twice;
pub(crate) use crate::record::{DerivedRecord, Record};

twice!(
    Escapes,
    DerivedEscapes {
        one: String | String,
        two: String | String,
        three: String | String,
    }
);

twice!(Deep, DerivedDeep { value: i64 | i64, inner: Box<Deep> | Box<DerivedDeep>, });

twice!(
    Sparse,
    DerivedSparse {
        a0: String | String,
        a1: String | String,
        a2: String | String,
        a3: String | String,
        a4: String | String,
        a5: String | String,
        a6: String | String,
        a7: String | String,
        a8: String | String,
        a9: String | String,
        b0: i64 | i64,
        b1: i64 | i64,
        b2: i64 | i64,
        b3: i64 | i64,
        b4: i64 | i64,
        b5: i64 | i64,
        b6: i64 | i64,
        b7: i64 | i64,
        b8: i64 | i64,
        b9: i64 | i64,
    }
);

include!("wide.rs");

//! Two hundred members in any order.

use brogue_runtime::codec::{Member, Members, Model};
use proptest::prelude::{Just, Strategy};
use proptest::test_runner::{Config, TestRunner};

use crate::harness::{again, error, findings, read};

/// A model with a field for each name.
macro_rules! wide {
    ($($field:ident)*) => {
        #[derive(Clone, PartialEq)]
        struct Wide {
            $($field: Option<i64>,)*
            last: i64,
            unknown: Members,
        }

        impl Model for Wide {
            const NAME: &'static str = "Wide";
            const MEMBERS: &'static [Member] = &[$(Member::optional(stringify!($field)),)* Member::required("last")];
        }

        brogue_runtime::slots! { Wide: $($field,)* last; unknown }
    };
}

/// Twenty names for each letter.
macro_rules! by_letter {
    ($($a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident $i:ident $j:ident;)*) => {
        wide! { $($a $b $c $d $e $f $g $h $i $j)* }
    };
}

by_letter! {
    a0 a1 a2 a3 a4 a5 a6 a7 a8 a9;
    b0 b1 b2 b3 b4 b5 b6 b7 b8 b9;
    c0 c1 c2 c3 c4 c5 c6 c7 c8 c9;
    d0 d1 d2 d3 d4 d5 d6 d7 d8 d9;
    e0 e1 e2 e3 e4 e5 e6 e7 e8 e9;
    f0 f1 f2 f3 f4 f5 f6 f7 f8 f9;
    g0 g1 g2 g3 g4 g5 g6 g7 g8 g9;
    h0 h1 h2 h3 h4 h5 h6 h7 h8 h9;
    i0 i1 i2 i3 i4 i5 i6 i7 i8 i9;
    j0 j1 j2 j3 j4 j5 j6 j7 j8 j9;
    k0 k1 k2 k3 k4 k5 k6 k7 k8 k9;
    l0 l1 l2 l3 l4 l5 l6 l7 l8 l9;
    m0 m1 m2 m3 m4 m5 m6 m7 m8 m9;
    n0 n1 n2 n3 n4 n5 n6 n7 n8 n9;
    o0 o1 o2 o3 o4 o5 o6 o7 o8 o9;
    p0 p1 p2 p3 p4 p5 p6 p7 p8 p9;
    q0 q1 q2 q3 q4 q5 q6 q7 q8 q9;
    r0 r1 r2 r3 r4 r5 r6 r7 r8 r9;
    s0 s1 s2 s3 s4 s5 s6 s7 s8 s9;
    t0 t1 t2 t3 t4 t5 t6 t7 t8 t9;
}

fn object(members: &[(String, i64)]) -> String {
    let members: Vec<String> = members
        .iter()
        .map(|(name, value)| format!("\"{name}\":{value}"))
        .collect();

    format!("{{{}}}", members.join(","))
}

fn in_order() -> Vec<(String, i64)> {
    Wide::MEMBERS
        .iter()
        .map(|member| member.name().to_owned())
        .zip(0..)
        .collect()
}

#[test]
fn two_hundred_members_come_in_any_order() {
    let ordered = object(&in_order());
    assert_eq!(Wide::MEMBERS.len(), 201);

    let mut runner = TestRunner::new(Config::with_cases(50));
    let shuffled = Just(in_order()).prop_shuffle();
    runner
        .run(&shuffled, |members| {
            assert_eq!(again::<Wide>(&object(&members)), ordered);
            assert_eq!(findings::<Wide>(&object(&members)), [""; 0]);
            Ok(())
        })
        .unwrap();
}

#[test]
fn members_beyond_the_first_words_of_bits_are_watched_like_the_first() {
    for name in ["a0", "d3", "g4", "m7", "t9"] {
        let text = format!(r#"{{"{name}":1,"{name}":2,"last":0}}"#);
        assert_eq!(
            findings::<Wide>(&text),
            [format!(
                "`{name}`: expected the member once, found it again"
            )]
        );

        let null = format!(r#"{{"{name}":null,"last":0}}"#);
        assert_eq!(again::<Wide>(&null), null);

        let unfit = format!(r#"{{"{name}":"x","{name}":3,"last":0}}"#);
        assert_eq!(again::<Wide>(&unfit), format!(r#"{{"{name}":3,"last":0}}"#));
    }
    assert_eq!(error::<Wide>("{}").path(), "last");
    assert_eq!(read::<Wide>(r#"{"last":5,"last":6}"#).last, 6);
}

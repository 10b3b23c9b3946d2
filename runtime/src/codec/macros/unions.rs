//! Unions.

/// Lists the cases of a [`Union`](crate::codec::Union) in the order of its table, and behind the semicolon the case that keeps what
/// fits none of them.
///
/// # Examples
///
/// ```
/// use brogue_runtime::codec::{self, Case, Shape, Strictness, Union, Value};
///
/// #[derive(Clone, PartialEq)]
/// pub enum Amount {
///     Number(f64),
///     Text(String),
///     Unknown(Value),
/// }
///
/// impl Union for Amount {
///     const CASES: &'static [Case] = &[Case::number(), Case::text()];
/// }
///
/// brogue_runtime::unions! {
///     Amount: Number, Text; Unknown
/// }
///
/// let amounts = codec::decode::<Vec<Amount>>(r#"[1.5, "two"]"#, &Shape::PLAIN, Strictness::Tolerant)?.value;
/// assert_eq!(amounts, [Amount::Number(1.5), Amount::Text("two".to_owned())]);
/// # Ok::<(), codec::DecodeError>(())
/// ```
#[macro_export]
macro_rules! unions {
    ($union:ident: $($case:ident),* $(,)?; $unknown:ident) => {
        impl $crate::codec::OfKind for $union {
            type Kind = $crate::codec::Unions;
        }

        impl $crate::codec::CaseSlot for $union {
            #[inline]
            fn hollow_case(position: usize) -> Self {
                let mut before = 0..position;
                $(if before.next().is_none() {
                    return Self::$case($crate::codec::Slot::hollow());
                })*

                Self::$unknown(::core::default::Default::default())
            }

            #[inline]
            fn case_slot(&self) -> $crate::codec::Held<'_> {
                match self {
                    $(Self::$case(value) => $crate::codec::Held::Known(value),)*
                    Self::$unknown(value) => $crate::codec::Held::Unknown(value),
                }
            }

            #[inline]
            fn case_slot_mut(&mut self) -> &mut dyn $crate::codec::Slot {
                match self {
                    $(Self::$case(value) => value,)*
                    Self::$unknown(value) => value,
                }
            }
        }

        $crate::__debug_and_serde!($union);
    };
}

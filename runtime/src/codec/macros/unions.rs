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
        impl $crate::codec::Slot for $union {
            fn hollow() -> Self {
                Self::$unknown(::core::default::Default::default())
            }

            fn decode(
                &mut self,
                reader: &mut $crate::codec::Reader<'_>,
                shape: &$crate::codec::Shape,
            ) -> $crate::codec::Decoded {
                $crate::codec::decode_union(
                    self,
                    reader,
                    shape,
                    &[$(|| Self::$case($crate::codec::Slot::hollow())),*],
                    Self::$unknown,
                )
            }

            fn encode(&self, writer: &mut $crate::codec::Writer, shape: &$crate::codec::Shape) {
                $crate::codec::CaseSlot::case_slot(self).encode(writer, shape);
            }

            fn show(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    Self::$unknown(value) => $crate::codec::debug_unknown(value, formatter),
                    _ => $crate::codec::CaseSlot::case_slot(self).show(formatter),
                }
            }

            fn reset(&mut self) {
                *self = $crate::codec::Slot::hollow();
            }
        }

        impl $crate::codec::CaseSlot for $union {
            fn case_slot(&self) -> &dyn $crate::codec::Slot {
                match self {
                    $(Self::$case(value) => value,)*
                    Self::$unknown(value) => value,
                }
            }

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

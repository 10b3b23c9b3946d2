//! Macros that generated types use. Each takes only names.

/// Lists the fields of a [`Model`](crate::codec::Model) in the order of its table: reading, writing, showing, and serde's traits
/// where the feature `serde` is on.
///
/// The field behind the semicolon keeps unknown members; without it they are dropped.
///
/// # Examples
///
/// ```
/// use brogue_runtime::codec::{self, Member, Members, Model, Shape, Strictness};
///
/// #[derive(Clone, PartialEq)]
/// pub struct Window {
///     pub earliest: i64,
///     pub latest: Option<i64>,
///     pub unknown: Members,
/// }
///
/// impl Model for Window {
///     const NAME: &'static str = "Window";
///     const MEMBERS: &'static [Member] = &[Member::required("earliest"), Member::optional("latest")];
/// }
///
/// brogue_runtime::slots! {
///     Window: earliest, latest; unknown
/// }
///
/// let text = r#"{"earliest":30600,"zone":"B"}"#;
/// let window = codec::decode::<Window>(text, &Shape::PLAIN, Strictness::Tolerant)?.value;
/// assert_eq!(window.earliest, 30600);
/// assert_eq!(window.unknown.get("zone").unwrap(), "B");
/// assert_eq!(codec::encode(&window, &Shape::PLAIN).unwrap(), text);
/// # Ok::<(), codec::DecodeError>(())
/// ```
// The walks are not inlined where a model is a field or an element: it gains nothing, and costs a tenth of a release build.
#[macro_export]
macro_rules! slots {
    ($model:ident: $($field:ident),* $(,)? $(; $unknown:ident)?) => {
        impl $crate::codec::Slot for $model {
            fn hollow() -> Self {
                Self {
                    $($field: $crate::codec::Slot::hollow(),)*
                    $($unknown: $crate::codec::Members::new(),)?
                }
            }

            #[inline(never)]
            fn decode(
                &mut self,
                reader: &mut $crate::codec::Reader<'_>,
                shape: &$crate::codec::Shape,
            ) -> $crate::codec::Decoded {
                $crate::codec::decode_object(
                    reader,
                    shape,
                    Self::TABLE,
                    &mut [$(&mut self.$field),*],
                    $crate::__unknown!(&mut self $(, $unknown)?),
                )
            }

            #[inline(never)]
            fn encode(&self, writer: &mut $crate::codec::Writer, _shape: &$crate::codec::Shape) {
                $crate::codec::encode_object(writer, Self::TABLE, &[$(&self.$field),*], $crate::__unknown!(&self $(, $unknown)?));
            }

            #[inline(never)]
            fn show(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::codec::debug_object(
                    formatter,
                    Self::TABLE,
                    &[$(::core::stringify!($field)),*],
                    &[$(&self.$field),*],
                    $crate::__unknown!(&self $(, $unknown)?),
                )
            }

            fn reset(&mut self) {
                *self = $crate::codec::Slot::hollow();
            }
        }

        impl $model {
            const TABLE: $crate::codec::Table = {
                static INDEX: $crate::codec::MemberIndex = $crate::codec::MemberIndex::new();

                $crate::codec::Table {
                    name: <Self as $crate::codec::Model>::NAME,
                    members: <Self as $crate::codec::Model>::MEMBERS,
                    index: &INDEX,
                }
            };
        }

        $crate::__debug_and_serde!($model);
    };
}

/// The unknown members of a model, if it keeps them.
#[doc(hidden)]
#[macro_export]
macro_rules! __unknown {
    (&mut $self:ident) => {
        ::core::option::Option::None
    };
    (& $self:ident) => {
        ::core::option::Option::None
    };
    (&mut $self:ident, $unknown:ident) => {
        ::core::option::Option::Some(&mut $self.$unknown)
    };
    (& $self:ident, $unknown:ident) => {
        ::core::option::Option::Some(&$self.$unknown)
    };
}

/// Makes newtypes over a text slots, with the conversions a caller expects.
#[macro_export]
macro_rules! newtypes {
    ($($name:ident),* $(,)?) => {$(
        impl $name {
            /// The text of the identifier.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl $crate::codec::Slot for $name {
            fn hollow() -> Self {
                Self(::std::string::String::new())
            }

            fn decode(
                &mut self,
                reader: &mut $crate::codec::Reader<'_>,
                shape: &$crate::codec::Shape,
            ) -> $crate::codec::Decoded {
                $crate::codec::decode_newtype(&mut self.0, reader, shape)
            }

            fn encode(&self, writer: &mut $crate::codec::Writer, shape: &$crate::codec::Shape) {
                $crate::codec::encode_newtype(&self.0, writer, shape);
            }

            fn show(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, formatter)
            }

            fn reset(&mut self) {
                self.0.clear();
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self(text)
            }
        }

        impl ::core::convert::From<i64> for $name {
            fn from(number: i64) -> Self {
                Self(number.to_string())
            }
        }

        impl ::core::convert::From<&$name> for $name {
            fn from(same: &$name) -> Self {
                same.clone()
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, formatter)
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        $crate::__serde!($name);
    )*};
}

/// Makes enums with `as_str` and `From<String>` slots, with the conversions a caller expects.
#[macro_export]
macro_rules! open_enums {
    ($($name:ident),* $(,)?) => {$(
        impl $crate::codec::OpenEnum for $name {
            fn as_str(&self) -> &str {
                $name::as_str(self)
            }
        }

        impl $crate::codec::Slot for $name {
            fn hollow() -> Self {
                Self::Unknown(::core::default::Default::default())
            }

            fn decode(
                &mut self,
                reader: &mut $crate::codec::Reader<'_>,
                shape: &$crate::codec::Shape,
            ) -> $crate::codec::Decoded {
                *self = $crate::codec::decode_open_enum(reader, shape)?;
                ::core::result::Result::Ok(())
            }

            fn encode(&self, writer: &mut $crate::codec::Writer, shape: &$crate::codec::Shape) {
                $crate::codec::encode_newtype(self.as_str(), writer, shape);
            }

            fn show(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(self, formatter)
            }

            fn reset(&mut self) {
                *self = $crate::codec::Slot::hollow();
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::from(text.to_owned())
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        $crate::__serde!($name);
    )*};
}

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

/// Debug through the slot, and serde's traits.
#[doc(hidden)]
#[macro_export]
macro_rules! __debug_and_serde {
    ($name:ident) => {
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::codec::Slot::show(self, formatter)
            }
        }

        $crate::__serde!($name);
    };
}

/// Serde's traits through the codec.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident) => {
        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::codec::serialize(self, serializer)
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codec::deserialize(deserializer)
            }
        }
    };
}

/// Nothing: the feature `serde` is off.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident) => {};
}

//! Macros that generated types use. Each takes only names.

mod texts;
mod unions;

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
#[macro_export]
macro_rules! slots {
    ($model:ident: $($field:ident),* $(,)? $(; $unknown:ident)?) => {
        impl $crate::codec::OfKind for $model {
            type Kind = $crate::codec::Objects;
        }

        impl $crate::codec::Fields for $model {
            const TABLE: $crate::codec::Table = {
                static INDEX: $crate::codec::MemberIndex = $crate::codec::MemberIndex::new();

                $crate::codec::Table {
                    name: <Self as $crate::codec::Model>::NAME,
                    members: <Self as $crate::codec::Model>::MEMBERS,
                    fields: &[$(::core::stringify!($field)),*],
                    index: &INDEX,
                }
            };

            #[inline]
            fn empty() -> Self {
                Self {
                    $($field: $crate::codec::Slot::hollow(),)*
                    $($unknown: $crate::codec::Members::new(),)?
                }
            }

            #[inline]
            fn read(
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

            #[inline]
            fn walk(&self, walk: $crate::codec::Walk<'_, '_>) -> ::core::fmt::Result {
                walk.over(Self::TABLE, &[$(&self.$field),*], $crate::__unknown!(&self $(, $unknown)?))
            }
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

/// Debug through the slot, and serde's traits.
#[doc(hidden)]
#[macro_export]
macro_rules! __debug_and_serde {
    ($name:ident) => {
        impl ::core::fmt::Debug for $name {
            #[inline]
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

//! Types over a text: identifiers, and enums that keep values nobody has listed.

/// Makes newtypes over a text slots, with the conversions a caller expects.
#[macro_export]
macro_rules! newtypes {
    ($($name:ident),* $(,)?) => {$(
        impl $name {
            /// The text of the identifier.
            #[inline]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl $crate::codec::Newtype for $name {}

        impl $crate::codec::OfKind for $name {
            type Kind = $crate::codec::Newtypes;
        }

        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                Self(text)
            }
        }

        impl ::core::convert::From<&::std::string::String> for $name {
            #[inline]
            fn from(text: &::std::string::String) -> Self {
                Self(text.clone())
            }
        }

        impl ::core::convert::From<i64> for $name {
            #[inline]
            fn from(number: i64) -> Self {
                Self(number.to_string())
            }
        }

        impl ::core::convert::From<&$name> for $name {
            #[inline]
            fn from(same: &$name) -> Self {
                same.clone()
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(Self(text.to_owned()))
            }
        }

        impl ::core::cmp::PartialEq<str> for $name {
            #[inline]
            fn eq(&self, text: &str) -> bool {
                self.0 == text
            }
        }

        impl ::core::cmp::PartialEq<&str> for $name {
            #[inline]
            fn eq(&self, text: &&str) -> bool {
                self.0 == *text
            }
        }

        impl $crate::codec::FromOwnedText for $name {}
        impl $crate::codec::FromNumber for $name {}

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, formatter)
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
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
            #[inline]
            fn as_str(&self) -> &str {
                $name::as_str(self)
            }
        }

        impl $crate::codec::OfKind for $name {
            type Kind = $crate::codec::Texts;
        }

        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                Self::from(text.to_owned())
            }
        }

        impl $crate::codec::FromOwnedText for $name {}

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        $crate::__serde!($name);
    )*};
}

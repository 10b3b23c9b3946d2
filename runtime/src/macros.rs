//! Macros for generated code: they give a request struct what a call has.

mod by_status;

/// Gives structs with a field `call: Call<T>` what a [`Call`](crate::Call) has.
///
/// # Examples
///
/// ```
/// use brogue_runtime::Call;
///
/// /// Counts things.
/// pub struct CountThings {
///     call: Call<i64>,
/// }
///
/// brogue_runtime::calls! { CountThings: i64 }
/// ```
#[macro_export]
macro_rules! calls {
    ($($name:ident: $output:ty),+ $(,)?) => {$(
        $crate::__call_settings! { $name }
        $crate::__blocking! { $name: $crate::Call<$output> }

        impl $name {
            /// Makes the call and gives its value.
            #[inline]
            pub fn send(self) -> $crate::CallFuture<$output> {
                self.call.send()
            }

            /// Makes the call and gives its value with status, headers and findings.
            #[inline]
            pub fn with_response(self) -> $crate::CallFuture<$crate::Response<$output>> {
                self.call.with_response()
            }
        }

        impl ::core::future::IntoFuture for $name {
            type Output = ::core::result::Result<$output, $crate::Error>;
            type IntoFuture = $crate::CallFuture<$output>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.call.send()
            }
        }
    )+};
}

/// Gives structs with a field `call: PagedCall<T>` what a [`PagedCall`](crate::PagedCall) has.
///
/// # Examples
///
/// ```
/// use brogue_runtime::PagedCall;
///
/// /// Lists numbers.
/// pub struct ListNumbers {
///     call: PagedCall<i64>,
/// }
///
/// brogue_runtime::paged_calls! { ListNumbers: i64 }
/// ```
#[macro_export]
macro_rules! paged_calls {
    ($($name:ident: $item:ty),+ $(,)?) => {$(
        $crate::__call_settings! { $name }
        $crate::__blocking! { $name: $crate::PagedCall<$item> }

        impl $name {
            /// Makes one call and gives its page.
            #[inline]
            pub fn send(self) -> $crate::CallFuture<$crate::Page<$item>> {
                self.call.send()
            }

            /// Makes one call and gives its page with status, headers and findings.
            #[inline]
            pub fn with_response(
                self,
            ) -> $crate::CallFuture<$crate::Response<$crate::Page<$item>>> {
                self.call.with_response()
            }

            /// All items, read page by page as they are asked for.
            #[inline]
            pub fn items(self) -> $crate::Items<$item> {
                self.call.items()
            }

            /// The items from a page on.
            #[inline]
            pub fn items_from(self, token: &$crate::PageToken) -> $crate::Items<$item> {
                self.call.items_from(token)
            }

            /// All pages, read as they are asked for.
            #[inline]
            pub fn pages(self) -> $crate::Pages<$item> {
                self.call.pages()
            }

            /// The pages from this one on.
            #[inline]
            pub fn pages_from(self, token: &$crate::PageToken) -> $crate::Pages<$item> {
                self.call.pages_from(token)
            }

            /// Elements that do not fit their type are set apart in the page, with a finding each, and are no error.
            #[must_use]
            pub fn sift(mut self) -> Self {
                self.call = self.call.sift();
                self
            }

            /// The items of a list of which the spec does not know how it goes on, or of which you know better.
            #[inline]
            pub fn items_with(self, pagination: $crate::Pagination) -> $crate::Items<$item> {
                self.call.items_with(pagination)
            }

            /// The pages of such a list.
            #[inline]
            pub fn pages_with(self, pagination: $crate::Pagination) -> $crate::Pages<$item> {
                self.call.pages_with(pagination)
            }

            /// The list goes on like this, whatever the spec says.
            #[must_use]
            pub fn paged_by(mut self, pagination: $crate::Pagination) -> Self {
                self.call = self.call.paged_by(pagination);
                self
            }

            /// While you work on a page, the next one is read already.
            #[must_use]
            pub fn prefetch(mut self) -> Self {
                self.call = self.call.prefetch();
                self
            }

            /// Ends after so many items. No page is read that is not needed.
            #[must_use]
            pub fn limit(mut self, items: usize) -> Self {
                self.call = self.call.limit(items);
                self
            }
        }

        impl ::core::future::IntoFuture for $name {
            type Output = ::core::result::Result<$crate::Page<$item>, $crate::Error>;
            type IntoFuture = $crate::CallFuture<$crate::Page<$item>>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.call.send()
            }
        }
    )+};
}

/// Without the feature `blocking` a request struct has no `.blocking()`.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking {
    ($name:ident: $call:ty) => {};
}

/// What both kinds of request structs have.
#[doc(hidden)]
#[macro_export]
macro_rules! __call_settings {
    ($name:ident) => {
        impl $name {
            /// Makes one call and decodes its value into a type of your own.
            #[inline]
            pub fn send_as<U: $crate::__private::serde::de::DeserializeOwned>(
                self,
            ) -> $crate::CallFuture<U> {
                self.call.send_as()
            }

            /// The same call, yielding something else that the runtime has, such as a list with its bad elements apart.
            #[inline]
            pub fn returning<U: $crate::Output>(self) -> $crate::Call<U> {
                self.call.returning()
            }

            /// Does something other than the client does.
            #[must_use]
            pub fn with(mut self, options: $crate::CallOptions) -> Self {
                self.call = self.call.with(options);
                self
            }

            /// Adds a name and a value to the query, also where the spec knows no such parameter.
            #[must_use]
            pub fn query(mut self, name: &str, value: impl ::core::fmt::Display) -> Self {
                self.call = self.call.query(name, value);
                self
            }

            /// Sets a header.
            #[must_use]
            pub fn header(mut self, name: &str, value: impl ::core::fmt::Display) -> Self {
                self.call = self.call.header(name, value);
                self
            }
        }
    };
}

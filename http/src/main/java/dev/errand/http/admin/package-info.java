// SPDX-License-Identifier: Apache-2.0
/**
 * Accounts, groups and tokens over HTTP: JSON, with errors as RFC 9457 tells. For administrators; a
 * user may change their own password and tokens.
 */
@NullMarked
package dev.errand.http.admin;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Who calls, for servers that keep accounts: passwords, bearer tokens, sessions, log-ins that
 * failed too often. Built of the parts of Spring Security that need no filter chain.
 */
@NullMarked
package dev.errand.security;

import org.jspecify.annotations.NullMarked;

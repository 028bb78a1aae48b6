// SPDX-License-Identifier: Apache-2.0
/**
 * Who calls and what that allows: principals, accounts, groups and roles, the table of rules, and
 * the door that keeps callers to them. A host that has users of its own replaces {@link
 * dev.errand.access.Directory}.
 */
@NullMarked
package dev.errand.access;

import org.jspecify.annotations.NullMarked;

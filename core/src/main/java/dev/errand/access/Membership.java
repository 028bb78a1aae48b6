// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.task.Role;

/** The role of an account in a group, both by their names. */
public record Membership(String group, String account, Role role) {}

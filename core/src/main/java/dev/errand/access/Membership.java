// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

/** The role of an account in a group, both by their names. */
public record Membership(String group, String account, Role role) {}

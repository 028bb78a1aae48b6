// SPDX-License-Identifier: Apache-2.0
/**
 * How many tasks may run and wait, of an operation, of a user, of a group and of all: what is set,
 * and who is the next. What is counted are the tasks themselves; nothing here keeps a count.
 */
@NullMarked
package dev.errand.limit;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * What tasks are: the records that describe them, and what goes wrong with them. Under everything
 * else; knows no engine, no store and no wire. Every type here is immutable and safe to share
 * between threads unless it says otherwise.
 */
@NullMarked
package dev.errand.task;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Schedules: when an operation is to be started, again and again or once, and what becomes of the
 * times that were missed. The rule for changes of clocks is ours; only the syntax of cron
 * expressions is a library's.
 */
@NullMarked
package dev.errand.schedule;

import org.jspecify.annotations.NullMarked;

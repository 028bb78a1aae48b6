// SPDX-License-Identifier: Apache-2.0
/**
 * Schedules beside the jobs that they start: ours, in the manner of the standard, which knows none.
 */
@NullMarked
package dev.errand.ogc.schedule;

import org.jspecify.annotations.NullMarked;

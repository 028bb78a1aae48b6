// SPDX-License-Identifier: Apache-2.0
/** Says when cron expressions come, whatever clocks do. */
@NullMarked
package dev.errand.cron;

import org.jspecify.annotations.NullMarked;

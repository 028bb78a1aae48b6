// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.cron;

import org.jspecify.annotations.NullMarked;

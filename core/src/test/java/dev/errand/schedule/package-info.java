// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.schedule;

import org.jspecify.annotations.NullMarked;

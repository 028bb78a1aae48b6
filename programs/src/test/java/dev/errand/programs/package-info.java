// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.programs;

import org.jspecify.annotations.NullMarked;

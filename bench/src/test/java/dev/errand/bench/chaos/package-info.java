// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.bench.chaos;

import org.jspecify.annotations.NullMarked;

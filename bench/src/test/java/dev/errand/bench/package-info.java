// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.bench;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.outgoing;

import org.jspecify.annotations.NullMarked;

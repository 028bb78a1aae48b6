// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.http.outgoing;

import org.jspecify.annotations.NullMarked;

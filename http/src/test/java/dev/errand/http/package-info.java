// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.http;

import org.jspecify.annotations.NullMarked;

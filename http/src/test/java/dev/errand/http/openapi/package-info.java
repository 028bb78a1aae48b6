// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.http.openapi;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.http.admin;

import org.jspecify.annotations.NullMarked;

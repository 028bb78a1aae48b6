// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.security;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.spring;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.geogig;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.operations.echo;

import org.jspecify.annotations.NullMarked;

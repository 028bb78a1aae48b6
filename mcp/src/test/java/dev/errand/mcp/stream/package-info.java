// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.mcp.stream;

import org.jspecify.annotations.NullMarked;

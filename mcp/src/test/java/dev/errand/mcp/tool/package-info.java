// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.errand.mcp.tool;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import dev.errand.Errand;
import dev.errand.http.OpenAnswers;
import dev.errand.mcp.tool.LinkedInputs;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * What the dialect stands on.
 *
 * @param inputs reads inputs
 * @param open the answers that go on; closed by whoever made it
 * @param clock the engine's
 * @param unasked whether nobody is asked who they are
 */
public record McpEngine(
    Errand errand,
    LinkedInputs inputs,
    OpenAnswers open,
    InstantSource clock,
    BooleanSupplier unasked) {}

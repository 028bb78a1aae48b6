// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import dev.errand.task.Json;
import java.util.List;
import java.util.Optional;

/**
 * A registered operation as callers see it.
 *
 * @param about what people are told of it
 * @param inputs the JSON Schema (2020-12) of its inputs
 * @param outputs what its tasks give
 * @param treatment how the engine treats it
 */
public record OperationInfo(
    String name,
    OperationSpec.About about,
    Json inputs,
    OperationOutputs outputs,
    Treatment treatment) {

  public String title() {
    return about.title();
  }

  public Optional<String> description() {
    return about.description();
  }

  /** What programs are told that choose operations by themselves. */
  public Hints hints() {
    return about.hints();
  }

  /** Of what it takes and gives. */
  public String version() {
    return about.version();
  }

  /** The JSON Schema (2020-12) of an object whose members are what results consist of. */
  public Json result() {
    return outputs.result();
  }

  /** What its tasks leave to download. */
  public List<FileOutput> files() {
    return outputs.files();
  }

  /** Who may start it. */
  public Starters starters() {
    return treatment.starters();
  }

  /** Whether its attempts mostly wait. */
  public boolean waits() {
    return treatment.waits();
  }

  /** Whether it asks whoever started it. */
  public boolean asks() {
    return treatment.asks() != Asks.NOTHING;
  }
}

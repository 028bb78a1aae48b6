// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.geodata.GeoData;
import dev.errand.ogc.echo.Echo;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code errand run} can run: what a person at a terminal has the files for. */
final class RunnableOperations {

  private static final Echo ECHO = new Echo();

  private final List<OperationSpec<?, ?>> specs;

  private RunnableOperations(List<OperationSpec<?, ?>> specs) {
    this.specs = specs;
  }

  /** Those that come along, and these. */
  static RunnableOperations with(List<? extends OperationSpec<?, ?>> declared) {
    List<OperationSpec<?, ?>> specs = new ArrayList<>(GeoData.SPECS);
    specs.add(ECHO.spec());
    specs.addAll(declared);
    specs.sort(Comparator.comparing(OperationSpec::name));
    return new RunnableOperations(List.copyOf(specs));
  }

  /** Those that come along, at work on map data that was opened. */
  static List<Operation<?, ?>> on(GeoData geoData) {
    List<Operation<?, ?>> operations = new ArrayList<>(geoData.operations());
    operations.add(ECHO);
    return operations;
  }

  /**
   * The one of that name.
   *
   * @throws Refusal naming all there are, if there is none
   */
  OperationSpec<?, ?> named(String name) {
    return specs.stream()
        .filter(spec -> spec.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new Refusal(
                "there is no operation '%s'; there is %s"
                    .formatted(
                        name,
                        specs.stream()
                            .map(OperationSpec::name)
                            .collect(Collectors.joining(", ")))));
  }

  void print(PrintStream out) {
    Columns columns = new Columns("OPERATION", "WHAT IT DOES");
    specs.forEach(spec -> columns.row(spec.name(), spec.title()));
    columns.print(out);
  }
}

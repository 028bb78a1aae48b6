// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.document.Documents;
import dev.errand.testkit.DocumentsContract;
import org.junit.jupiter.api.AfterEach;

/** The register keeps the contract of all registers. */
class PostgresDocumentsTest extends DocumentsContract {

  private final PostgresSettings settings = Database.fresh();
  private PostgresDocuments documents = PostgresDocuments.at(settings);

  @AfterEach
  void close() {
    documents.close();
  }

  @Override
  protected Documents documents() {
    return documents;
  }

  @Override
  protected Documents reopened() {
    documents.close();
    documents = PostgresDocuments.at(settings);
    return documents;
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.Errand;
import dev.errand.access.Accounts;
import dev.errand.document.Documents;
import dev.errand.files.UpkeepSet;
import dev.errand.http.RouteSet;
import dev.errand.pageseeder.ThreadBodies;
import dev.errand.pageseeder.ThreadContents;
import dev.errand.pageseeder.services.GroupServices;
import dev.errand.postgres.PostgresDocuments;
import dev.errand.postgres.PostgresSettings;
import dev.errand.sqlite.SqliteDocuments;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The documents of groups: their operations, and PageSeeder's services that start them. */
@Configuration(proxyBeanMethods = false)
class GroupParts {

  @Bean
  Documents documents(DataFolder data, ObjectProvider<PostgresSettings> shared) {
    return shared.stream()
        .findFirst()
        .<Documents>map(PostgresDocuments::at)
        .orElseGet(() -> SqliteDocuments.in(data.path()));
  }

  @Bean
  GroupServices groupServices(Accounts accounts, Documents documents, KeptFolder kept)
      throws IOException {
    return GroupServices.open(accounts, documents, kept.groups());
  }

  @Bean
  UpkeepSet upkeepOfGroups(GroupServices groups, Errand errand) throws IOException {
    return groups.lookAfter(errand);
  }

  @Bean
  ThreadContents groupContents() {
    return GroupServices.contents();
  }

  @Bean
  RouteSet groupRoutes(Errand errand, ThreadBodies bodies, GroupServices groups) {
    return groups.routes(errand, bodies);
  }
}

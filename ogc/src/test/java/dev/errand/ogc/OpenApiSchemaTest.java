// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Json;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Section 4.2 of the contract: schemas in the closed words of OpenAPI 3.0. */
final class OpenApiSchemaTest {

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }

  private static void becomes(String from, String to) {
    JsonNode written = OpenApiSchema.of(new Json(quoted(from)).parse());
    ClosedVocabulary.check(from, written);
    assertThat(written).isEqualTo(new Json(quoted(to)).parse());
  }

  @Test
  void whatIsTheSameStays() {
    String same =
        "{'type':'object','title':'t','description':'d','required':['a'],'properties':{'a':"
            + "{'type':'string','minLength':1,'maxLength':9,'pattern':'^a','format':'ogc-bbox',"
            + "'default':'ab','enum':['ab','ac'],'deprecated':true,'readOnly':true},'b':{'type':"
            + "'array','items':{'type':'integer','multipleOf':2,'minimum':0,'maximum':8},"
            + "'minItems':1,'maxItems':3,'uniqueItems':true}},'additionalProperties':false,"
            + "'minProperties':1,'maxProperties':2}";
    becomes(same, same);
    becomes(
        "{'type':'string','contentEncoding':'base64','contentMediaType':'image/png',"
            + "'contentSchema':{'type':'string'}}",
        "{'type':'string','contentEncoding':'base64','contentMediaType':'image/png',"
            + "'contentSchema':{'type':'string'}}");
  }

  @Test
  void combinationsStayAsTheyAreWritten() {
    String bbox = "{'allOf':[{'format':'ogc-bbox'},{'type':'object'}]}";
    becomes(bbox, bbox);
    becomes("{'allOf':[{'type':'string'}]}", "{'allOf':[{'type':'string'}]}");
    becomes(
        "{'anyOf':[{'type':'string'},{'const':1}]}", "{'anyOf':[{'type':'string'},{'enum':[1]}]}");
    becomes(
        "{'oneOf':[{'type':'string'},{'type':'number'}]}",
        "{'oneOf':[{'type':'string'},{'type':'number'}]}");
    becomes(
        "{'title':'t','oneOf':[{'type':'string'},{'type':'number'}]}",
        "{'title':'t','oneOf':[{'type':'string'},{'type':'number'}]}");
    becomes("{'not':{'const':1}}", "{'not':{'enum':[1]}}");
  }

  @Test
  void aConstantIsAnEnumeration() {
    becomes("{'const':'a'}", "{'enum':['a']}");
    becomes("{'const':null}", "{'enum':[null]}");
    becomes("{'enum':[]}", "{'not':{}}");
  }

  @Test
  void typesAreSingle() {
    becomes("{'type':['string']}", "{'type':'string'}");
    becomes("{'type':['string','null']}", "{'type':'string','nullable':true}");
    becomes("{'type':'null'}", "{'type':'string','nullable':true,'enum':[null]}");
    becomes(
        "{'type':['string','number','null'],'maxLength':3}",
        "{'maxLength':3,'oneOf':[{'type':'string','nullable':true},"
            + "{'type':'number','nullable':true}]}");
    becomes(
        "{'type':['integer','number','string']}",
        "{'oneOf':[{'type':'number'},{'type':'string'}]}");
    becomes(
        "{'type':['string','number'],'oneOf':[{'minimum':3},{'minLength':3}]}",
        "{'oneOf':[{'minimum':3},{'minLength':3}],"
            + "'allOf':[{'oneOf':[{'type':'string'},{'type':'number'}]}]}");
    becomes("{'type':'array'}", "{'type':'array','items':{}}");
    becomes("{'type':'decimal'}", "{}");
  }

  @Test
  void excludedBoundsAreBooleans() {
    becomes("{'exclusiveMinimum':1}", "{'minimum':1,'exclusiveMinimum':true}");
    becomes("{'exclusiveMaximum':1.5}", "{'maximum':1.5,'exclusiveMaximum':true}");
    becomes("{'minimum':1,'exclusiveMinimum':1}", "{'minimum':1,'exclusiveMinimum':true}");
    becomes("{'minimum':2,'exclusiveMinimum':1}", "{'minimum':2}");
    becomes("{'maximum':2,'exclusiveMaximum':3}", "{'maximum':2}");
    becomes("{'maximum':4,'exclusiveMaximum':3}", "{'maximum':3,'exclusiveMaximum':true}");
  }

  @Test
  void referencesAreReplaced() {
    becomes(
        "{'$defs':{'a b':{'type':'string'}},'properties':{'x':{'$ref':'#/$defs/a%20b'}}}",
        "{'properties':{'x':{'type':'string'}}}");
    becomes(
        "{'$defs':{'a':{'type':'string'}},'title':'t','$ref':'#/$defs/a'}",
        "{'title':'t','allOf':[{'type':'string'}]}");
    becomes(
        "{'definitions':{'n':{'properties':{'next':{'$ref':'#/definitions/n'}}}},"
            + "'$ref':'#/definitions/n'}",
        "{'properties':{'next':{}}}");
    becomes("{'properties':{'x':{'$ref':'#'}}}", "{'properties':{'x':{'properties':{'x':{}}}}}");
    for (String elsewhere :
        List.of("https://gis.test/x.json", "#name", "#/none", "#/%", "other.json#/a", "")) {
      becomes("{'$ref':'" + elsewhere + "'}", "{}");
    }
  }

  @Test
  void conditionsAreAlternatives() {
    becomes(
        "{'if':{'required':['a']},'then':{'required':['b']},'else':{'required':['c']}}",
        "{'anyOf':[{'allOf':[{'required':['a']},{'required':['b']}]},"
            + "{'allOf':[{'not':{'required':['a']}},{'required':['c']}]}]}");
    becomes("{'if':{'required':['a']}}", "{}");
  }

  @Test
  void whatCannotBeSaidIsLeftOutAndTurnsNothingAround() {
    becomes("{'contains':{'type':'string'},'type':'array'}", "{'type':'array','items':{}}");
    becomes("{'not':{'contains':{'type':'string'}}}", "{}");
    becomes("{'not':{'properties':{'a':{'propertyNames':{'pattern':'a'}}}}}", "{}");
    becomes("{'if':{'dependentRequired':{'a':['b']}},'then':{'required':['c']}}", "{}");
    becomes("{'oneOf':[{'contains':{}},{'type':'string'}]}", "{'anyOf':[{},{'type':'string'}]}");
    becomes("{'unevaluatedProperties':false}", "{}");
  }

  @Test
  void patternsOfNamesLetTheirSchemasIn() {
    becomes(
        "{'patternProperties':{'^x':{'type':'string'}},'additionalProperties':false}",
        "{'additionalProperties':{'anyOf':[{'type':'string'}]}}");
    becomes(
        "{'patternProperties':{'^x':{'type':'string'}}}",
        "{'additionalProperties':{'anyOf':[{'type':'string'},{}]}}");
  }

  @Test
  void tuplesAreArraysOfAnyOfTheirItems() {
    becomes(
        "{'type':'array','prefixItems':[{'type':'string'},{'type':'number'}],'items':false}",
        "{'type':'array','maxItems':2,'items':{'anyOf':[{'type':'string'},{'type':'number'}]}}");
    becomes("{'prefixItems':[{'type':'string'}]}", "{'items':{'anyOf':[{'type':'string'},{}]}}");
  }

  @Test
  void booleansAreSchemas() {
    becomes("true", "{}");
    becomes("false", "{'not':{}}");
    becomes(
        "{'properties':{'a':true,'b':false},'items':true}",
        "{'items':{},'properties':{'a':{},'b':{'not':{}}}}");
  }

  @Test
  void whatOnlyDescribesTheDocumentGoes() {
    becomes(
        "{'$schema':'x','$id':'y','$comment':'z','$anchor':'a','$vocabulary':{},'own':1,"
            + "'type':'string','examples':['a','b']}",
        "{'type':'string','example':'a'}");
  }

  @Test
  void malformedWordsGo() {
    becomes(
        "{'required':true,'enum':1,'properties':[],'minLength':'1','allOf':{},'oneOf':[],"
            + "'pattern':1,'additionalProperties':1,'nullable':'yes','type':7,'$ref':3}",
        "{}");
    becomes("{'maxItems':-1,'multipleOf':0}", "{}");
    becomes("3", "{}");
  }

  @Test
  void secretsAreNotShown() {
    becomes(
        "{'type':'string','writeOnly':true,'default':'x','examples':['x'],'example':'x'}",
        "{'type':'string','writeOnly':true}");
    becomes(
        "{'writeOnly':true,'allOf':[{'default':'x'}],'items':{'default':'x'}}",
        "{'writeOnly':true,'items':{},'allOf':[{}]}");
    becomes(
        "{'default':{'password':'x'},'properties':{'password':{'writeOnly':true},"
            + "'name':{'default':'n'}}}",
        "{'properties':{'password':{'writeOnly':true},'name':{'default':'n'}}}");
    becomes(
        "{'$defs':{'s':{'writeOnly':true}},'default':'x','$ref':'#/$defs/s'}",
        "{'writeOnly':true}");
  }

  private static final List<String> WORDS =
      List.of(
          "type",
          "const",
          "enum",
          "items",
          "prefixItems",
          "properties",
          "patternProperties",
          "additionalProperties",
          "allOf",
          "anyOf",
          "oneOf",
          "not",
          "if",
          "then",
          "else",
          "$ref",
          "exclusiveMinimum",
          "minimum",
          "examples",
          "default",
          "required",
          "contains",
          "contentSchema",
          "writeOnly",
          "nullable",
          "maxItems",
          "dependentSchemas",
          "title");

  private static JsonNode any(Random random, int depth) {
    return switch (random.nextInt(depth > 4 ? 6 : 12)) {
      case 0 -> new Json("true").parse();
      case 1 -> new Json("false").parse();
      case 2 -> new Json("null").parse();
      case 3 -> new Json(String.valueOf(random.nextInt(9) - 4)).parse();
      case 4 -> new Json("\"#/properties\"").parse();
      case 5 -> new Json("[\"string\",\"null\",\"array\"]").parse();
      case 6, 7 -> {
        ArrayNode array = Json.mapper().createArrayNode();
        for (int i = random.nextInt(3); i > 0; i--) {
          array.add(any(random, depth + 1));
        }
        yield array;
      }
      default -> {
        ObjectNode object = Json.mapper().createObjectNode();
        for (int i = random.nextInt(5); i > 0; i--) {
          object.set(WORDS.get(random.nextInt(WORDS.size())), any(random, depth + 1));
        }
        yield object;
      }
    };
  }

  @Test
  void whateverItIsMadeOfItIsInTheVocabulary() {
    Random random = new Random(20261122);
    for (int i = 0; i < 20_000; i++) {
      JsonNode schema = any(random, 0);
      ClosedVocabulary.check(schema.toString(), OpenApiSchema.of(schema));
    }
  }
}

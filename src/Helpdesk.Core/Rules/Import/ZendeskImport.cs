using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Helpdesk.Core.Rules.Import;

/// <summary>
/// Turns the triggers, automations, macros and views of a Zendesk account, as its API gives them, into parts of a configuration. What
/// has no counterpart never goes live silently: a rule that lost something is there but switched off, a macro or view is left out, and
/// every difference is named. The table of what becomes what stands in <c>docs/import-zendesk.md</c>.
/// </summary>
public static class ZendeskImport
{
    private static readonly string[] Lists = ["triggers", "automations", "macros", "views"];

    /// <summary>
    /// Reads a document with any of the lists <c>triggers</c>, <c>trigger_categories</c>, <c>automations</c>, <c>macros</c> and
    /// <c>views</c>, of at most 10,000 members each. Members that nobody asks for are passed over.
    /// </summary>
    /// <param name="json">The text.</param>
    /// <param name="names">What the account's numbers are called here.</param>
    /// <returns>The parts and their gaps, or every fault of a document that is no such thing, with its JSON pointer.</returns>
    public static Parsed<ZendeskImportResult> Parse(string json, ZendeskNames names)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(names);
        return JsonSection.Read(json, root => Read(root, names));
    }

    private static ZendeskImportResult? Read(JsonSection root, ZendeskNames names)
    {
        if (!root.IsObject())
        {
            return null;
        }

        if (Lists.All(list => root.Optional(list) is null))
        {
            root.Fault("missing", "There are no triggers, automations, macros or views in it.");
            return null;
        }

        var categories = ZendeskCategories.Read(root.Optional("trigger_categories"));
        var triggers = ZendeskItem.ReadAll(root.Optional("triggers"));
        var automations = ZendeskItem.ReadAll(root.Optional("automations"));
        var macros = ZendeskItem.ReadAll(root.Optional("macros"));
        var views = ZendeskItem.ReadAll(root.Optional("views"));

        var maker = new ConfigurationMaker(names);
        JsonArray rules =
        [
            .. categories.InOrder(triggers).Select(t => maker.Trigger(t, categories.NameOf(t))),
            .. automations.OrderBy(a => a.Position).Select(maker.Automation),
        ];
        for (var i = 0; i < rules.Count; i++)
        {
            rules[i]!["order"] = (i + 1) * 10;
        }

        JsonArray made = [.. macros.OrderBy(m => m.Position).Select(maker.Macro).OfType<JsonObject>()];
        JsonArray seen = [.. views.OrderBy(v => v.Position).Select(maker.View).OfType<JsonObject>()];
        return new ZendeskImportResult(Text(rules), Text(made), Text(seen), Text(maker.Templates), maker.Gaps);
    }

    private static string Text(JsonNode node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true }))
        {
            node.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

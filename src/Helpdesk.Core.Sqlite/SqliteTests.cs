using System.Globalization;
using System.Text.Json;
using Helpdesk.Core.Runtime.Storage;

namespace Helpdesk.Core.Sqlite;

/// <summary>Tests of stored fields as SQLite says them, with its functions for JSON.</summary>
internal sealed class SqliteTests : SqlTests
{
    // Places 1 to 4 are those of the query itself.
    private const int Taken = 4;

    protected override string PlaceOf(int number) => string.Create(CultureInfo.InvariantCulture, $"?{number + Taken}");

    protected override string Text(string key) => $"(fields ->> {Path(key)})";

    protected override string IsOneOf(IReadOnlyList<string> values) => $"IN (SELECT value FROM json_each({List(values)}))";

    protected override string Contains(string text, string part) => $"instr({text}, {part}) > 0";

    protected override string Starts(string text, string part) => $"substr({text}, 1, length({part})) = {part}";

    protected override string Ends(string text, string part) => $"substr({text}, -length({part})) = {part}";

    protected override string Present(string key) => $"json_type(fields, {Path(key)}) IS NOT NULL";

    protected override string Has(string key, string member) => $"EXISTS(SELECT 1 FROM json_each(fields, {Path(key)}) WHERE value = {Place(member)})";

    protected override string Only(string key, IReadOnlyList<string> members) =>
        $"({Present(key)} AND NOT EXISTS(SELECT 1 FROM json_each(fields, {Path(key)}) WHERE value NOT IN (SELECT value FROM json_each({List(members)}))))";

    protected override string Count(string key) => $"json_array_length(fields, {Path(key)})";

    // Names of fields are letters, digits, '.', '-', '_'; keys add blanks.
    private string Path(string key) => Place($"$.\"{key}\"");

    private string List(IReadOnlyList<string> values) => Place(JsonSerializer.Serialize([.. values], HelpdeskJson.Default.StringArray));
}

using System.Globalization;
using System.Text.Json;

namespace Helpdesk.Core.Samples.Tests;

public sealed class BusinessTimeEvaluationTests
{
    private const string Office = """{"name":"office","schedule":{"zone":"UTC","weekly":[{"day":1,"start":"09:00","end":"17:00"}]}}""";
    private const string Rest = "\"schedule\":\"office\",\"op\":\"isOpen\",\"at\":\"2026-03-02T09:00:00Z\"}";

    // Worked out by hand; "because" says how.
    [Fact]
    public async Task Every_vector_is_answered_as_worked_out()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Vectors", "business-time.jsonl"));
        var questions = lines.Select(Json).Where(q => q.TryGetProperty("op", out _)).ToList();
        var answers = (await EvaluationProcess.AnswerAsync(lines)).Select(Json).ToList();
        Assert.Equal(questions.Select(q => q.GetProperty("id").GetRawText()), answers.Select(a => a.GetProperty("id").GetRawText()));
        Assert.All(questions.Zip(answers), pair => Assert.Equal(
            $"{pair.First.GetProperty("expected").GetRawText()}, {pair.First.GetProperty("because").GetString()}",
            $"{(pair.Second.TryGetProperty("value", out var value) ? value.GetRawText() : pair.Second.GetRawText())}, {pair.First.GetProperty("because").GetString()}"));
    }

    [Fact]
    public async Task An_id_comes_back_as_it_was_and_answers_keep_the_order()
    {
        string[] ids = ["\"a\"", "7", "-1.50e3", "true", "null", "\"\\u00e9 \\\"é\\\"\"", "12345678901234567890123", "\"\""];
        var answers = await EvaluationProcess.AnswerAsync([Office, .. ids.Select(id => $"{{ \"id\" : {id} , {Rest}")]);
        Assert.Equal(ids.Select(id => $$"""{"id":{{id}},"value":true}"""), answers);
    }

    [Theory]
    [InlineData("""{"id":1,"op":""", "1", "Not valid JSON")]
    [InlineData("""{"id":1} 2""", "1", "Not valid JSON")]
    [InlineData("""nonsense""", "null", "Not valid JSON")]
    [InlineData("""[1]""", "null", "A line is a JSON object.")]
    [InlineData("""{"id":1,"schedule":"office","op":"isopen","at":"2026-03-02T09:00:00Z"}""", "1", "'isopen' is no op. Known: between, add, isOpen, nextOpen, nextClose.")]
    [InlineData("""{"id":1,"schedule":"office","op":5}""", "1", "'op' is not a text.")]
    [InlineData("""{"id":1,"schedule":"shop","op":"isOpen","at":"2026-03-02T09:00:00Z"}""", "1", "No line before names a schedule 'shop'.")]
    [InlineData("""{"id":1,"op":"isOpen","at":"2026-03-02T09:00:00Z"}""", "1", "'schedule' is missing.")]
    [InlineData("""{"id":1,"schedule":7,"op":"isOpen","at":"2026-03-02T09:00:00Z"}""", "1", "'schedule' is neither an object nor a name.")]
    [InlineData("""{"id":1,"schedule":"office","op":"between","from":"2026-03-02T09:00:00Z"}""", "1", "'to' is missing.")]
    [InlineData("""{"id":1,"schedule":"office","op":"between","to":"2026-03-02T09:00:00Z"}""", "1", "'from' is missing.")]
    [InlineData("""{"id":1,"schedule":"office","op":"add","at":"2026-03-02T09:00:00Z"}""", "1", "'seconds' is missing.")]
    [InlineData("""{"id":1,"schedule":"office","op":"nextClose"}""", "1", "'at' is missing.")]
    [InlineData("""{"at":"2026-02-29T09:00:00Z","schedule":"office","op":"isOpen","id":1}""", "1", "'at' is no instant")]
    [InlineData("""{"id":1,"schedule":"office","op":"isOpen","at":"2026-03-02T09:00:00"}""", "1", "'at' is no instant")]
    [InlineData("""{"id":1,"schedule":"office","op":"isOpen","at":"2026-03-02T09:00:00.Z"}""", "1", "'at' is no instant")]
    [InlineData("""{"id":1,"schedule":"office","op":"isOpen","at":"0000-03-02T09:00:00Z"}""", "1", "'at' is no instant")]
    [InlineData("""{"id":1,"schedule":"office","op":"isOpen","at":1772442000}""", "1", "'at' is no instant")]
    [InlineData("""{"id":1,"schedule":"office","op":"add","at":"2026-03-02T09:00:00Z","seconds":1.5}""", "1", "'seconds' is not a whole number.")]
    [InlineData("""{"id":1,"schedule":"office","op":"add","at":"2026-03-02T09:00:00Z","seconds":[1]}""", "1", "'seconds' is not a whole number.")]
    [InlineData("""{"id":[1],"schedule":"office","op":"isOpen","at":"2026-03-02T09:00:00Z"}""", "null", "'id' is a text, a number, true, false or null.")]
    [InlineData("""{"id":1,"op":"isOpen","op":"isOpen","schedule":"office","at":"2026-03-02T09:00:00Z"}""", "1", "'op' stands twice.")]
    [InlineData("""{"id":1,"schedule":"office","op":"\ud800"}""", "1", "half of a surrogate pair")]
    [InlineData("""{"id":1,"schedule":"office","at":"2026-03-02T09:00:00Z"}""", "1", "'op' is missing.")]
    [InlineData("""{"name":"shop","id":1}""", "1", "'schedule' is missing.")]
    [InlineData("""{"name":"shop","schedule":{"zone":"Nowhere","weekly":[]},"id":1}""", "1", "/zone: 'Nowhere' is no IANA time zone.")]
    public async Task A_bad_line_says_what_is_wrong_and_the_program_goes_on(string line, string id, string sentence)
    {
        var answers = await EvaluationProcess.AnswerAsync(Office, line, "{\"id\":2," + Rest);
        Assert.Equal(2, answers.Length);
        Assert.Equal(id, Json(answers[0]).GetProperty("id").GetRawText());
        Assert.Contains(sentence, Json(answers[0]).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("""{"id":2,"value":true}""", answers[1]);
    }

    [Fact]
    public async Task An_invalid_schedule_names_all_its_faults_in_every_question_about_it()
    {
        const string bad = """{"zone":"UTC","weekly":[{"day":8,"start":"9:00","end":"17:00"}],"x":1}""";
        var answers = await EvaluationProcess.AnswerAsync(
            $$"""{"name":"bad","schedule":{{bad}}}""",
            """{"id":1,"schedule":"bad","op":"nextOpen","at":"2026-03-02T09:00:00Z"}""",
            $$"""{"id":2,"schedule":{{bad}},"op":"nextOpen","at":"2026-03-02T09:00:00Z"}""");
        Assert.Equal(["null", "1", "2"], answers.Select(a => Json(a).GetProperty("id").GetRawText()));
        Assert.All(answers, a => Assert.All(
            (string[])["/weekly/0/day", "/weekly/0/start", "/x"],
            place => Assert.Contains(place, Json(a).GetProperty("error").GetString(), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_name_given_again_means_the_newer_schedule_and_one_name_may_mean_another()
    {
        var answers = await EvaluationProcess.AnswerAsync(
            Office,
            """{"name":"desk","schedule":"office"}""",
            """{"name":"office","schedule":{"zone":"UTC","weekly":[]}}""",
            "{\"id\":1," + Rest,
            ("{\"id\":2," + Rest).Replace("office", "desk", StringComparison.Ordinal));
        Assert.Equal(["""{"id":1,"value":false}""", """{"id":2,"value":true}"""], answers);
    }

    [Fact]
    public async Task More_inline_schedules_than_are_kept_are_answered_all_the_same()
    {
        var lines = Enumerable.Range(0, 1_400).Select(i => i % 700).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"id":{{{i}}},"schedule":{"zone":"UTC","weekly":[{"day":1,"start":"09:00","end":"{{{10 + (i / 60 % 10)}}}:{{{i % 60:00}}}"}]},"op":"nextClose","at":"2026-03-02T09:00:00Z"}"""));
        var answers = await EvaluationProcess.AnswerAsync([.. lines]);
        Assert.Equal(
            Enumerable.Range(0, 1_400).Select(i => i % 700).Select(i =>
                string.Create(CultureInfo.InvariantCulture, $$"""{"id":{{i}},"value":"2026-03-02T{{10 + (i / 60 % 10)}}:{{i % 60:00}}:00Z"}""")),
            answers);
    }

    private static JsonElement Json(string line) => JsonDocument.Parse(line).RootElement;
}

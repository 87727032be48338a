using System.Text.Json;

namespace Helpdesk.Core.Evaluation.Threads;

/// <summary>Plays the stories of a file and says for each whether everything came out as written there.</summary>
internal static class ScenariosCommand
{
    public static async Task<int> RunAsync(string path, Stream output, TextWriter errors)
    {
        JsonElement scenarios;
        try
        {
            scenarios = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllBytesAsync(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            await errors.WriteLineAsync(exception.Message);
            return 1;
        }

        using var answers = new AnswerWriter(output);
        foreach (var scenario in scenarios.EnumerateArray())
        {
            var deviations = await ScenarioPlay.RunAsync(scenario);
            var json = answers.Line();
            json.WriteString("id"u8, scenario.GetProperty("id").GetString());
            json.WriteBoolean("ok"u8, deviations.Count == 0);
            json.WriteStartArray("deviations"u8);
            foreach (var deviation in deviations)
            {
                json.WriteStartObject();
                json.WriteNumber("step"u8, deviation.Step);
                json.WriteString("fact"u8, deviation.Fact);
                json.WriteString("expected"u8, deviation.Expected);
                json.WriteString("came"u8, deviation.Came);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            answers.End();
        }

        answers.Flush();
        return 0;
    }
}

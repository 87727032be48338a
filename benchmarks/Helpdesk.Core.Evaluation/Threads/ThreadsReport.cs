using System.Text.Json;

namespace Helpdesk.Core.Evaluation.Threads;

/// <summary>Says whether all stories of a folder come out as written, and all lists in their true threads. Nothing else passes.</summary>
internal static class ThreadsReport
{
    private const int LeastStories = 59;

    public static async Task<int> RunAsync(string folder, TextWriter output)
    {
        var stories = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllBytesAsync(Path.Combine(folder, "threading-scenarios.json")));
        var (right, all) = (0, 0);
        foreach (var story in stories.EnumerateArray())
        {
            var deviations = await ScenarioPlay.RunAsync(story);
            right += deviations.Count == 0 ? 1 : 0;
            all++;
            foreach (var deviation in deviations)
            {
                await output.WriteLineAsync($"{story.GetProperty("id").GetString()} step {deviation.Step}: {deviation.Fact} is {deviation.Came}, not {deviation.Expected}");
            }
        }

        var lists = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllBytesAsync(Path.Combine(folder, "threads.json")));
        var (same, count) = (0, 0);
        foreach (var list in lists.EnumerateArray())
        {
            var file = list.GetProperty("file").GetString()!;
            var sorted = await ThreadsCommand.SortAsync(Path.Combine(folder, file), output) ?? [];
            var found = Canonical(sorted.GroupBy(m => m.Ticket, StringComparer.Ordinal).Select(t => t.Select(m => m.Index)));
            var wanted = Canonical(list.GetProperty("threads").EnumerateArray().Select(t => t.EnumerateArray().Select(i => i.GetInt32())));
            same += found == wanted ? 1 : 0;
            count++;
            if (found != wanted)
            {
                await output.WriteLineAsync($"{file}: {found}, not {wanted}");
            }
        }

        await output.WriteLineAsync($"{right} of {all} stories as written, {same} of {count} lists in their true threads");
        return right == all && all >= LeastStories && same == count && count > 0 ? 0 : 1;
    }

    private static string Canonical(IEnumerable<IEnumerable<int>> threads) =>
        string.Join(" | ", threads.Select(t => string.Join(' ', t.Order())).Order(StringComparer.Ordinal));
}

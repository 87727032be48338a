using System.Diagnostics;
using System.Text;

namespace Helpdesk.Core.Samples.Tests;

/// <summary>Runs the evaluation program as its users do: as a process, fed through its standard input.</summary>
internal static class EvaluationProcess
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "evaluation.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    /// <summary>The answer lines to the questions about business hours.</summary>
    public static Task<string[]> AnswerAsync(params string[] lines) => AnswerAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    /// <summary>The answer lines to questions of one kind.</summary>
    public static async Task<string[]> AnswerAsync(byte[] input, string kind = "business-time")
    {
        using var process = Start(kind);
        using var limit = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        await process.StandardInput.BaseStream.WriteAsync(input, limit.Token);
        process.StandardInput.Close();
        await process.WaitForExitAsync(limit.Token);
        Assert.Equal((0, ""), (process.ExitCode, await error));
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

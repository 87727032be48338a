using System.Diagnostics;

namespace Helpdesk.Core.Samples.Tests;

/// <summary>Runs the first sample as its users do: as a process.</summary>
internal sealed class Sample : IDisposable
{
    private const string Assembly = "mail-to-tickets.dll";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("helpdesk-");

    public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public static Process Start(params string[] arguments) => SampleProcess.Start(Assembly, arguments);

    public static Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => SampleProcess.RunAsync(Assembly, arguments);

    public void Dispose() => _folder.Delete(recursive: true);
}

using System.Runtime.CompilerServices;

namespace Helpdesk.Core.Tests;

/// <summary>The checkout that the tests run in: the pages and samples that they hold to the code.</summary>
internal static class Repository
{
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root(), .. parts]);

    private static string Root([CallerFilePath] string file = "")
    {
        // A deterministic build maps source paths; then the tests run inside the checkout.
        var at = new DirectoryInfo(File.Exists(file) ? System.IO.Path.GetDirectoryName(file)! : AppContext.BaseDirectory);
        while (at is not null && !File.Exists(System.IO.Path.Combine(at.FullName, "Helpdesk.Core.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new InvalidOperationException("The tests run outside the checkout.");
    }
}

namespace Helpdesk.Core.Email.Tests.SharedData;

/// <summary>The folder of real mails with facts about them, where it stands beside the repository.</summary>
internal static class SharedFolder
{
    /// <summary>Skips the test where there is none.</summary>
    public static string Require()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "data", "mail");
            if (Directory.Exists(folder))
            {
                return folder;
            }
        }

        Assert.Skip("There is no ../shared/data/mail beside the repository.");
        return "";
    }
}

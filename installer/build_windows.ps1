# Builds the installer on a 64-bit Windows with Python 3.11 or newer and NSIS 3.08 or newer:
#   powershell -ExecutionPolicy Bypass -File installer\build_windows.ps1
# Nothing is left outside build\ and dist\. This script has not been run on a real Windows yet.
param([string]$Python = "py")
$ErrorActionPreference = "Stop"
Set-Location (Split-Path -Parent $PSScriptRoot)

function Invoke-Step {
    param([string]$Program, [string[]]$Arguments)
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program $($Arguments -join ' ') : exit code $LASTEXITCODE" }
}

$env:PYTHONUTF8 = "1"
$work = Join-Path (Get-Location) "build\installer\windows"
$room = Join-Path (Get-Location) "build\windows-venv"
$inside = Join-Path $room "Scripts\python.exe"

if (-not (Test-Path $inside)) { Invoke-Step $Python @("-m", "venv", $room) }
Invoke-Step $inside @("-m", "pip", "install", "--require-hashes", "-r", "requirements-dev.lock")
Invoke-Step $inside @("hatch_build.py")
Invoke-Step $inside @("installer\build_windows.py", "dist", "--work", $work, "--prepare")

$env:RUSE_ICON = Join-Path $work "ruse-desktop.ico"
$env:RUSE_VERSION_FILE = Join-Path $work "version.txt"
Invoke-Step $inside @("-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
    "--distpath", (Join-Path $work "frozen"), "--workpath", (Join-Path $work "work"),
    "installer\ruse_desktop.spec")

$frozen = Join-Path $work "frozen\ruse-desktop"
# The frozen program must play the example year before it is packed.
Invoke-Step (Join-Path $frozen "ruse-desktop-cli.exe") @("demo", "--data", (Join-Path $work "example"))
Invoke-Step $inside @("installer\build_windows.py", "dist", "--work", $work, "--payload", $frozen)
